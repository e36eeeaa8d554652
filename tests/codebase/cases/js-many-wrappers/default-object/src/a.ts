import an from './an'
an.track('mdo_1')
an.page.view('mdo_2')
