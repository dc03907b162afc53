#include <ntddk.h>

/* The entry waits a second for a service that signals an event by name; where it does not, the block and the reference
 * on the event stay. */
static PVOID g_Ring;
static PKEVENT g_Ready;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ObDereferenceObject(g_Ready);
    ExFreePoolWithTag(g_Ring, 'gniR');
}

static NTSTATUS OpenReady(VOID)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\RingReady");
    OBJECT_ATTRIBUTES attributes;
    HANDLE handle;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ZwOpenEvent(&handle, EVENT_ALL_ACCESS, &attributes);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = ObReferenceObjectByHandle(handle, SYNCHRONIZE, *ExEventObjectType, KernelMode, (PVOID *)&g_Ready, NULL);
    ZwClose(handle);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    LARGE_INTEGER second;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = OpenReady();
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Ring = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'gniR');
    if (g_Ring == NULL) {
        ObDereferenceObject(g_Ready);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    second.QuadPart = -10 * 1000 * 1000;
    status = KeWaitForSingleObject(g_Ready, Executive, KernelMode, FALSE, &second);
    if (status == STATUS_TIMEOUT) {
        return STATUS_DEVICE_NOT_READY; /* expect: wdm-release-on-failure, wdm-release-on-failure */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
