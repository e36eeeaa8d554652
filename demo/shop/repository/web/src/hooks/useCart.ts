import { useCallback, useEffect, useState } from 'react';

import { track } from '@/lib/analytics';
import { api } from '@/lib/api';
import type { Cart, Product } from '@/lib/types';

const EMPTY: Cart = { id: '', lines: [] };

export function useCart() {
  const [cart, setCart] = useState(EMPTY);

  useEffect(() => {
    void api.cart().then(setCart);
  }, []);

  const put = useCallback((product: Product, quantity = 1) => {
    setCart((before) => ({ ...before, lines: [...before.lines, { product, quantity }] }));
  }, []);

  const add = useCallback(
    (product: Product, quantity = 1) => {
      track('cart_item_added', { sku: product.sku, quantity });
      put(product, quantity);
    },
    [put],
  );

  return { cart, add, put };
}
