# Copyright 2024 The Report Company

# drawing
from reports.new import export


def report(user):
    return export(user)
