/* One routine of the driver's own allocates the row and what its elements hold. */
#include <ntddk.h>

typedef struct _QUEUE {
    PVOID Ring;
    ULONG Head;
} QUEUE;

static QUEUE *Queues;
static ULONG QueueCount;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID Allocate(SIZE_T size)
{
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, size, 'uQ  ');
}

static PVOID AllocateFilled(SIZE_T size)
{
    PVOID block = Allocate(size);

    if (block != NULL)
        RtlFillMemory(block, size, 0xff);
    return block;
}

static NTSTATUS Begin(VOID)
{
    ULONG i;

    QueueCount = KeQueryMaximumProcessorCountEx(ALL_PROCESSOR_GROUPS);
    Queues = Allocate(QueueCount * sizeof(QUEUE));
    if (Queues == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    for (i = 0; i < QueueCount; i++) {
        Queues[i].Ring = AllocateFilled(PAGE_SIZE);
        if (Queues[i].Ring == NULL)
            goto undo;
    }
    return STATUS_SUCCESS;

undo:
    while (i-- > 0)
        ExFreePoolWithTag(Queues[i].Ring, 'uQ  ');
    ExFreePoolWithTag(Queues, 'uQ  ');
    return STATUS_INSUFFICIENT_RESOURCES;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < QueueCount; i++)
        ExFreePoolWithTag(Queues[i].Ring, 'uQ  ');
    ExFreePoolWithTag(Queues, 'uQ  ');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return Begin();
}
