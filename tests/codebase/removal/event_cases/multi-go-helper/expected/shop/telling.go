package shop

const limit = 3
