def emit(e):
    print(e)
