import { parseAllDocuments } from 'yaml'
import type { ProjectFile } from './project.ts'

/** YAML and JSON that cannot be read, with line and what is wrong. What the words mean is judged by the code that reads them. */
export const readable = (files: readonly ProjectFile[]): readonly string[] =>
  files
    .filter(({ path }) => !path.startsWith('tests/fixtures/'))
    .flatMap((file) => {
      if (/\.ya?ml$/.test(file.path)) return yamlFaults(file)
      if (file.path.endsWith('.json') && !/tsconfig|\.oxlintrc/.test(file.path)) return jsonFaults(file)
      return []
    })

const yamlFaults = ({ path, text }: ProjectFile): readonly string[] => {
  const documents = parseAllDocuments(text, { strict: true, uniqueKeys: true, prettyErrors: true })
  if ('empty' in documents) return [`${path}: empty`]
  return documents.flatMap(({ errors, warnings }) =>
    [...errors, ...warnings].map(
      ({ message, linePos }) => `${path}:${linePos?.[0].line ?? 1}: ${message.split('\n')[0] ?? message}`,
    ),
  )
}

const jsonFaults = ({ path, text }: ProjectFile): readonly string[] => {
  try {
    JSON.parse(text)
    return []
  } catch (error) {
    return [`${path}: ${error instanceof Error ? error.message : String(error)}`]
  }
}
