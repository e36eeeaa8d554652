from flags import feature_required


@feature_required("gated-page")
def page(request):
    return render(request, "page.html")
