import { track as t } from './h1'
t('hp_1')
