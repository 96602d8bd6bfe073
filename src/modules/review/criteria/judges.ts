import type { Judge } from './criterion.ts'
import { D01 } from './D01.ts'
import { D02 } from './D02.ts'
import { D03 } from './D03.ts'
import { D04 } from './D04.ts'
import { F01 } from './F01.ts'
import { F02 } from './F02.ts'
import { F03 } from './F03.ts'
import { F04 } from './F04.ts'
import { F05 } from './F05.ts'
import { F06 } from './F06.ts'
import { F07 } from './F07.ts'
import { I01 } from './I01.ts'
import { I02 } from './I02.ts'
import { I03 } from './I03.ts'
import { I04 } from './I04.ts'
import { I05 } from './I05.ts'
import { I06 } from './I06.ts'
import { I07 } from './I07.ts'
import { I08 } from './I08.ts'
import { T01 } from './T01.ts'
import { T02 } from './T02.ts'
import { T03 } from './T03.ts'
import { T04 } from './T04.ts'
import { T05 } from './T05.ts'
import { T07 } from './T07.ts'
import { B01 } from './B01.ts'
import { B02 } from './B02.ts'
import { B03 } from './B03.ts'
import { B04 } from './B04.ts'
import { B05 } from './B05.ts'
import { B06 } from './B06.ts'
import { B07 } from './B07.ts'
import { B08 } from './B08.ts'
import { B09 } from './B09.ts'
import { T06 } from './T06.ts'

/** The rule of each criterion, by the id of its data file. */
export const JUDGES: Readonly<Record<string, Judge>> = {
  F01,
  F02,
  F03,
  F04,
  F05,
  F06,
  F07,
  B01,
  B02,
  B03,
  B04,
  B05,
  B06,
  B07,
  B08,
  B09,
  I01,
  I02,
  I03,
  I04,
  I05,
  I06,
  I07,
  I08,
  T01,
  T02,
  T03,
  T04,
  T05,
  T06,
  T07,
  D01,
  D02,
  D03,
  D04,
}
