import { t1 } from '@/lib/t'
import { t2 } from '~lib'
import { t3 } from 'src/bare'
import { t4 } from '#x/y'
t1('tc_1')
t2('tc_2')
t3('tc_3')
t4('tc_4')
