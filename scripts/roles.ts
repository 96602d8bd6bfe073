import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { may, PERMISSIONS, ROLES, type Permission, type Role } from '#platform/auth/roles.ts'
import { PROJECT_ROOT } from '#platform/config.ts'

/*
 * Makes docs/roles.md: who may do what, from the very table the program decides by.
 *
 *   node scripts/roles.ts           writes the file
 *   node scripts/roles.ts --check   compares: exit status 1 when the committed file is another
 */

const FILE = join(PROJECT_ROOT, 'docs', 'roles.md')

const HEAD = `# Roles and what they may do

Made by \`node scripts/roles.ts\` from \`src/platform/auth/roles.ts\`, the table the program itself decides by. A person has roles in an organisation, and acts for one organisation at a time: every *may* below is about that organisation's own things, unless it says otherwise. What no role has, nobody may. Behind it stands a second wall in the database: rules on rows that hold whatever the program asks for ([decision 12](decisions/0012-the-program-owns-nothing.md)).
`

const roles = Object.keys(ROLES) as Role[]
const permissions = Object.keys(PERMISSIONS) as Permission[]

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')

const made = [
  HEAD,
  '## Roles\n',
  table(
    ['Role', 'In organisations of the kind', 'Whoever has it'],
    roles.map((role) => [`\`${role}\``, ROLES[role].kinds.join(', '), ROLES[role].means]),
  ),
  '\n## Who may what\n',
  table(
    ['May', ...roles.map((role) => `\`${role}\``)],
    permissions.map((permission) => [
      `\`${permission}\`: ${PERMISSIONS[permission]}`,
      ...roles.map((role) => (may({ roles: [role] }, permission) ? 'yes' : '')),
    ]),
  ),
  '',
].join('\n')

const main = (check: boolean): number => {
  const committed = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  if (made === committed) return 0
  if (check) {
    console.error('docs/roles.md is not what the code decides by. Run node scripts/roles.ts and commit the file.')
    return 1
  }
  writeFileSync(FILE, made)
  console.log(`docs/roles.md: ${permissions.length} permissions, ${roles.length} roles`)
  return 0
}

process.exitCode = main(process.argv.includes('--check'))
