import { t1 } from '@acme/an'
import { t2 } from '@acme/an/sub'
import { t3 } from '@acme/an/deep/z'
import { t4 } from 'm'
import { t5 } from 'm/util/u'
import { t6 } from '#track'
import { K } from '#keys/k'
import { t8 } from 'd'
t1('ws_1')
t2('ws_2')
t3('ws_3')
t4('ws_4')
t5('ws_5')
t6(K)
t8('ws_8')
