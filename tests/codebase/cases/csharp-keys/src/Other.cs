namespace Shop.Other;

public static class Names { public const string Paid = "wrong_paid"; }
