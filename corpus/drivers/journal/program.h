#ifndef PROGRAM_H
#define PROGRAM_H

VOID ProgramDispatch(PDRIVER_OBJECT DriverObject, PCSTR Name);

#endif
