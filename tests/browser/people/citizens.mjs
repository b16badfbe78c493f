// Citizens whom the simulated registry knows and the programmes take, with what they answer to the forms.

const RUPEES_A_MONTH = '6000'

// An IBAN of the country with right check digits (ISO 13616), whose end the simulated bank settles.
function iban(account) {
  const bban = `HABB${account.padStart(16, '0')}`
  const digits = [...`${bban}PK00`].map((letter) => Number.parseInt(letter, 36)).join('')
  return `PK${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${bban}`
}

const alone = {
  applicant: {
    date_of_birth: '1979-04-12',
    gender: 'female',
    marital_status: 'widowed',
    is_head: 'yes',
    education: 'none',
    work: 'household-work',
    monthly_income: '0',
    has_disability: 'no'
  },
  income: { has_other: 'no', monthly_debt: '' },
  household: {
    tenure: 'owned',
    walls: 'mud',
    rooms: '1',
    water: 'fetched',
    has_electricity: 'no'
  },
  assets: { land_kanals: '0', cattle: '0', has_motorcycle: 'no', has_car: 'no' },
  hardship: { disaster: 'flood', has_chronic_illness: 'no', remarks: '' }
}

// Lives with her mother, who earns something, and a daughter at school.
export const hajra = {
  registration: {
    full_name: 'Hajra Bibi',
    father_name: 'Allah Ditta',
    date_of_birth: '1979-04-12',
    cnic: '35202-4512345-2',
    mobile: '0301-4512345',
    email: 'hajra@mail.example',
    language: 'en',
    area: 'lahore/lahore/shalimar',
    address: 'House 12, Street 4, Baghbanpura',
    password: 'mulberry-veranda-1979'
  },
  sections: {
    ...alone,
    household: { ...alone.household, area: 'lahore/lahore/shalimar', address: 'House 12, Street 4, Baghbanpura' },
    // The simulated bank says of an account with this end that it is closed.
    bank: { title: 'Hajra Bibi', iban: iban('4512301') }
  },
  otherAccount: iban('4512345'),
  members: [
    {
      name: 'Zainab Bibi',
      relationship: 'mother',
      date_of_birth: '1955-02-01',
      gender: 'female',
      cnic: '35202-4512346-4',
      marital_status: 'widowed',
      education: 'none',
      work: 'own-account',
      monthly_income: RUPEES_A_MONTH,
      has_disability: 'no'
    },
    {
      name: 'Amina',
      relationship: 'daughter',
      date_of_birth: '2015-08-30',
      gender: 'female',
      cnic: '',
      is_orphan: 'yes',
      in_school: 'yes',
      education: 'none',
      has_disability: 'no'
    }
  ]
}

// Lives alone, reads Urdu.
export const sughra = {
  registration: {
    full_name: 'صغریٰ بی بی',
    father_name: 'غلام رسول',
    date_of_birth: '1958-11-03',
    cnic: '36302-7712356-6',
    mobile: '0333-7712356',
    email: '',
    language: 'ur',
    area: 'multan/multan/multan-city',
    address: 'مکان 7، گلی 2، حسین آگاہی',
    password: 'چراغ-انگن-1958-پرانا'
  },
  sections: {
    ...alone,
    applicant: { ...alone.applicant, date_of_birth: '1958-11-03', work: 'none' },
    household: { ...alone.household, area: 'multan/multan/multan-city', address: 'مکان 7، گلی 2، حسین آگاہی' },
    hardship: { ...alone.hardship, remarks: 'چھت بارش میں ٹپکتی ہے۔' },
    bank: { title: 'صغریٰ بی بی', iban: iban('7712356') }
  },
  members: []
}

// Lives alone on what she earns.
export const nasreen = {
  registration: {
    ...hajra.registration,
    full_name: 'Nasreen Akhtar',
    father_name: 'Karam Din',
    date_of_birth: '1971-06-20',
    cnic: '35202-6120719-2',
    mobile: '0302-6120719',
    email: 'nasreen@mail.example',
    address: 'House 31, Street 9, Baghbanpura'
  },
  sections: {
    ...alone,
    applicant: { ...alone.applicant, date_of_birth: '1971-06-20', work: 'daily-wage', monthly_income: '4000' },
    household: { ...alone.household, area: 'lahore/lahore/shalimar', address: 'House 31, Street 9, Baghbanpura' },
    bank: { title: 'Nasreen Akhtar', iban: iban('6120719') }
  },
  members: []
}

// Lives alone, reads Urdu.
export const rashida = {
  registration: {
    ...sughra.registration,
    full_name: 'رشیدہ بیگم',
    father_name: 'محمد شریف',
    date_of_birth: '1963-02-14',
    cnic: '36302-6140263-6',
    mobile: '0334-6140263',
    address: 'مکان 15، گلی 4، حسین آگاہی'
  },
  sections: {
    ...sughra.sections,
    applicant: { ...sughra.sections.applicant, date_of_birth: '1963-02-14' },
    household: { ...sughra.sections.household, address: 'مکان 15، گلی 4، حسین آگاہی' },
    bank: { title: 'رشیدہ بیگم', iban: iban('6140263') }
  },
  members: []
}

// Another one, told from others by the number.
export function somebody(number) {
  return {
    ...hajra,
    registration: {
      ...hajra.registration,
      cnic: `35202-88${String(number).padStart(3, '0')}33-2`,
      mobile: `0345-88${String(number).padStart(3, '0')}33`,
      email: ''
    },
    sections: { ...hajra.sections, bank: { ...hajra.sections.bank, iban: iban(`88${number}33`) } },
    members: []
  }
}

// A mobile as messages are addressed to it.
export const address = ({ registration: { mobile } }) => `92${mobile.replace('-', '').slice(1)}`
