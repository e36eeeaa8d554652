from shop.flags import requires


@requires("bulk-edit")
def rows(request):
    return render(request, "rows.html")
