import type { EnrollmentCatalogue } from './catalogue.ts';
import { enrollmentEn } from './enrollment-en.ts';

/** What the elements of an enrollment say. */
export const enrollmentMessages: EnrollmentCatalogue = enrollmentEn;
