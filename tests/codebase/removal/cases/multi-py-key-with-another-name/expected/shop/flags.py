GIFT_CARDS = LEGACY_GIFTS = "gift-cards"
REFUNDS, RETURNS = "gift-cards", "returns"
