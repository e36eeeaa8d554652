export interface Product {
  sku: string;
  slug: string;
  title: string;
  priceCents: number;
  weightGrams: number;
  soldOut?: boolean;
}

export interface CartLine {
  product: Product;
  quantity: number;
}

export interface Cart {
  id: string;
  lines: CartLine[];
  giftNote?: string;
}

export interface Order {
  id: string;
  totalCents: number;
}

export interface Profile {
  email: string;
  country: string;
  /** Chosen in the account settings; new themes are added on the server. */
  theme: string;
}
