class Order:
    """An order."""
    def opened(self, client):
        """Note who looked."""
        if client.feature_enabled("audit-log", self.user):
            write(self)

    def closed(self):
        return 1
