#ifndef JOURNAL_H
#define JOURNAL_H

NTSTATUS JournalOpen(PCSTR Name);
VOID JournalClose(PCSTR Why);

#endif
