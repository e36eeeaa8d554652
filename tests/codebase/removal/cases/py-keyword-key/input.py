def report(client, user, org):
    if client.feature_enabled(
        key="report-v2",
        distinct_id=str(user.pk),
        groups={"org": str(org.id)},
        person_properties={"plan": org.plan, "email": f"{user.name}@example.com"},
        only_evaluate_locally=True,
    ):
        return export(user)
    return draw(user)
