export const viaJs = 'm_js'
