import { t1 } from '@/t'
t1('tr_1')
