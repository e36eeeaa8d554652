// Reads programs from standard input, runs each before and after, and writes down what each did.
import { readFileSync } from 'node:fs'
import vm from 'node:vm'

const USERS = [
  { a: true, b: true, n: 2, name: 'ann', rows: [1, 2] },
  { a: true, b: false, n: 0, name: '', rows: [] },
  { a: false, b: true, n: 1, name: 'bo', rows: [3] },
]

function behaviour(source, value) {
  const seen = []
  const log = (what) => {
    if (seen.length > 2_000) throw new Error('too much')
    seen.push(JSON.stringify(what) ?? String(what))
    return what
  }
  let main
  try {
    const context = vm.createContext({ log })
    main = vm.runInContext(`${source}\n;main`, context)
  } catch (error) {
    return { broken: String(error) }
  }
  for (const [index, user] of USERS.entries()) {
    const posthog = {
      isFeatureEnabled: (key) => (key === 'new-nav' ? Boolean(value) : index > 1),
      getFeatureFlag: () => value,
    }
    const u = structuredClone(user)
    u.get = function () {
      return this === u ? 'u' : 'nothing'
    }
    try {
      log({ returned: main(posthog, u) })
    } catch (error) {
      // What an engine says about a value that is no function quotes the code around it.
      log({ thrown: error.name === 'Error' ? error.message : error.name })
    }
  }
  return { seen }
}

const programs = JSON.parse(readFileSync(0, 'utf8'))
const results = programs.map(({ before, after, value }) => [
  behaviour(before, value),
  behaviour(after, value),
])
process.stdout.write(JSON.stringify(results))
