def report(client, request):
    if client.feature_enabled("report-v2", current_user(request).id):
        return export(request)
    return draw(request)
