export const Fresh = { parameters: { flags: ['new-nav'] } }
