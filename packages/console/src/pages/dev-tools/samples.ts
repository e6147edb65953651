import csharpV1 from './samples/UserSigV1.cs?raw'
import javaV1 from './samples/UserSigV1.java?raw'
import csharpV2 from './samples/UserSigV2.cs?raw'
import javaV2 from './samples/UserSigV2.java?raw'
import goV1 from './samples/usersig_v1.go?raw'
import phpV1 from './samples/usersig_v1.php?raw'
import pythonV1 from './samples/usersig_v1.py?raw'
import goV2 from './samples/usersig_v2.go?raw'
import phpV2 from './samples/usersig_v2.php?raw'
import pythonV2 from './samples/usersig_v2.py?raw'
import nodeV1 from './samples/usersig-v1.mjs?raw'
import nodeV2 from './samples/usersig-v2.mjs?raw'

export type SampleLanguage = 'node' | 'java' | 'php' | 'python' | 'go' | 'csharp'

export const LANGUAGES: readonly { readonly value: SampleLanguage; readonly text: string }[] = [
  { value: 'node', text: 'Node.js' },
  { value: 'java', text: 'Java' },
  { value: 'php', text: 'PHP' },
  { value: 'python', text: 'Python' },
  { value: 'go', text: 'Go' },
  { value: 'csharp', text: 'C#' },
]

interface Sample {
  readonly file: string
  readonly code: string
}

/** Each is a whole program, and is run by test/samples.test.ts. */
export const SAMPLES: Readonly<Record<SampleLanguage, { readonly v1: Sample; readonly v2: Sample }>> = {
  node: { v1: { file: 'usersig-v1.mjs', code: nodeV1 }, v2: { file: 'usersig-v2.mjs', code: nodeV2 } },
  java: { v1: { file: 'UserSigV1.java', code: javaV1 }, v2: { file: 'UserSigV2.java', code: javaV2 } },
  php: { v1: { file: 'usersig_v1.php', code: phpV1 }, v2: { file: 'usersig_v2.php', code: phpV2 } },
  python: { v1: { file: 'usersig_v1.py', code: pythonV1 }, v2: { file: 'usersig_v2.py', code: pythonV2 } },
  go: { v1: { file: 'usersig_v1.go', code: goV1 }, v2: { file: 'usersig_v2.go', code: goV2 } },
  csharp: { v1: { file: 'UserSigV1.cs', code: csharpV1 }, v2: { file: 'UserSigV2.cs', code: csharpV2 } },
}
