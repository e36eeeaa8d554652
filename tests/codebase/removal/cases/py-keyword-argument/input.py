def page(posthog, request):
    return render(request, "page.html", dark=posthog.feature_enabled("night-mode", request.user.id))
