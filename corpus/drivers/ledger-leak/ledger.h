/* ledger.h: the ledger with a fault in each of the files that its entry routine needs. */
#pragma once

#include <fltKernel.h>

#define LEDGER_TAG   'gdeL'
#define LEDGER_PAGES 8

typedef struct _LEDGER_PAGE {
    ULONG Opened[64];
} LEDGER_PAGE, *PLEDGER_PAGE;

typedef struct _LEDGER {
    PFLT_FILTER Filter;
    PLEDGER_PAGE Pages;
    PLEDGER_PAGE Spare;
    ERESOURCE Lock;
} LEDGER;

/* tables.c */
extern LEDGER Ledger;
extern const FLT_REGISTRATION LedgerRegistration;

/* setup.c */
NTSTATUS LedgerSetUp(VOID);
VOID LedgerTearDown(VOID);

/* unload.c */
NTSTATUS LedgerUnload(FLT_FILTER_UNLOAD_FLAGS Flags);

/* count.c */
FLT_PREOP_CALLBACK_STATUS LedgerPreCreate(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context);
