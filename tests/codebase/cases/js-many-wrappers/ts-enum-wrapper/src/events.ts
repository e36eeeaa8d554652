export enum Events { Open = 'mte_open', Close = 'mte_close' }
