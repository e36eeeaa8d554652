import { t1 } from '@/t'
t1('cv_1')
