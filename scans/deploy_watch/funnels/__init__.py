"""The same for declared funnels: conversion that dropped after a deploy."""
