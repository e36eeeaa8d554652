import { Analytics } from './an'
import An2 from './an'
Analytics.instance.track('s1')
Analytics.getInstance().track('s2')
Analytics.get().hog.capture('s3')
An2.getInstance().track('s4')
