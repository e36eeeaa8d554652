import { t1 } from '@web/t'
t1('tp_1')
