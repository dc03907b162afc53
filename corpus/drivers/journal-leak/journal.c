#include <ntddk.h>

#include "journal.h"

static PVOID Pages;
static ERESOURCE Lock;

NTSTATUS JournalOpen(PCSTR Name)
{
    DbgPrint("journal %s\n", Name);
    Pages = ExAllocatePool2(POOL_FLAG_PAGED, 4 * PAGE_SIZE, 'nruJ');
    if (Pages == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    ExInitializeResourceLite(&Lock);
    return STATUS_SUCCESS;
}

VOID JournalClose(PCSTR Why)
{
    DbgPrint("journal closed: %s\n", Why);
    ExDeleteResourceLite(&Lock);
    ExFreePoolWithTag(Pages, 'nruJ');
}
