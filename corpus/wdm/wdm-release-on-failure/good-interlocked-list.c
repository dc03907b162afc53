/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
/* verdict: wdm-release-on-failure de-fail-no-double-release satisfied */
#include <wdm.h>

/* Requests wait in a list, out of which the failing entry takes none. */
typedef struct _WAITING { LIST_ENTRY Link; PVOID Copy; } WAITING, *PWAITING;
typedef struct _QUEUE { LIST_ENTRY Head; KSPIN_LOCK Lock; PVOID Scratch; } QUEUE, *PQUEUE;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static PQUEUE Queue;

static VOID FreeQueue(PQUEUE queue)
{
    PLIST_ENTRY entry;

    while ((entry = ExInterlockedRemoveHeadList(&queue->Head, &queue->Lock)) != NULL) {
        PWAITING waiting = CONTAINING_RECORD(entry, WAITING, Link);

        ExFreePoolWithTag(waiting->Copy, 'tiaW');
        ExFreePoolWithTag(waiting, 'tiaW');
    }
    ExFreePoolWithTag(queue->Scratch, 'hcrS');
    ExFreePoolWithTag(queue, 'euQ');
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreeQueue(Queue);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PQUEUE queue = (PQUEUE)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(QUEUE), 'euQ');

    if (queue == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    InitializeListHead(&queue->Head);
    KeInitializeSpinLock(&queue->Lock);
    queue->Scratch = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'hcrS');
    if (queue->Scratch == NULL) {
        ExFreePoolWithTag(queue, 'euQ');
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (RegistryPath->Length == 0) {
        FreeQueue(queue);
        return STATUS_INVALID_PARAMETER;
    }
    Queue = queue;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
