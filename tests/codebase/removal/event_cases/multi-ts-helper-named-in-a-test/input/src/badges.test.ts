import * as telling from './telling'

vi.spyOn(telling, 'tellBadge')
