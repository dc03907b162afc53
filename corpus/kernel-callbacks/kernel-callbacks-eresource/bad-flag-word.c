/* What was set up is told by the bits of one word; the lock is not told. */
#include <ntddk.h>

#define READY_LIST 1
#define READY_LOCK 2
#define READY_POOL 4

static struct {
    ULONG Ready;
    NPAGED_LOOKASIDE_LIST List;
    ERESOURCE Lock;
    PVOID Pool;
    HANDLE Key;
} Stand;

static VOID TakeDown(VOID)
{
    if (Stand.Ready & READY_POOL)
        ExFreePoolWithTag(Stand.Pool, 'dntS');
    if (Stand.Ready & READY_LOCK)
        ExDeleteResourceLite(&Stand.Lock);
    if (Stand.Ready & READY_LIST)
        ExDeleteNPagedLookasideList(&Stand.List);
    Stand.Ready = 0;
}

static VOID StandUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    TakeDown();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PCALLBACK_OBJECT power;
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    RtlZeroMemory(&Stand, sizeof(Stand));
    ExInitializeNPagedLookasideList(&Stand.List, NULL, NULL, 0, 64, 'dntS', 0);
    Stand.Ready |= READY_LIST;
    status = ExInitializeResourceLite(&Stand.Lock); /* expect: kernel-callbacks-eresource */
    if (!NT_SUCCESS(status))
        goto failed;

    Stand.Pool = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'dntS');
    if (Stand.Pool == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto failed;
    }
    Stand.Ready |= READY_POOL;
    RtlInitUnicodeString(&name, L"\\Callback\\PowerState");
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ExCreateCallback(&power, &attributes, FALSE, TRUE);
    if (!NT_SUCCESS(status))
        goto failed;
    ObDereferenceObject(power);
    DriverObject->DriverUnload = StandUnload;
    return STATUS_SUCCESS;

failed:
    TakeDown();
    return status; /* expect: kernel-callbacks-eresource */
}
