export default class { static K = 'm_ac' }
