/* undetermined-ok */
/* verdict: wdm-allocation-failure de-return-helper-success-on-failure undetermined */
#include <wdm.h>

/* The event is a convenience: what keeps it from being made is noted, and the driver starts without it. */
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static PVOID Refresh;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Refresh != NULL)
        ObDereferenceObject(Refresh);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\Refresh");
    NTSTATUS status = STATUS_SUCCESS;
    PSECURITY_DESCRIPTOR security;
    OBJECT_ATTRIBUTES attributes;
    HANDLE event;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    security = ExAllocatePool2(POOL_FLAG_PAGED, SECURITY_DESCRIPTOR_MIN_LENGTH, 'rfeR');
    if (security == NULL)
        status = STATUS_INSUFFICIENT_RESOURCES;
    if (NT_SUCCESS(status))
        status = RtlCreateSecurityDescriptor(security, SECURITY_DESCRIPTOR_REVISION);
    if (NT_SUCCESS(status))
        status = RtlSetDaclSecurityDescriptor(security, TRUE, NULL, FALSE);
    if (NT_SUCCESS(status)) {
        InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_OPENIF, NULL, security);
        status = ZwCreateEvent(&event, EVENT_ALL_ACCESS, &attributes, SynchronizationEvent, FALSE);
        if (NT_SUCCESS(status)) {
            status = ObReferenceObjectByHandle(event, EVENT_ALL_ACCESS, *ExEventObjectType, KernelMode, &Refresh, NULL);
            ZwClose(event);
        }
        if (!NT_SUCCESS(status))
            Refresh = NULL;
    }
    if (security != NULL)
        ExFreePoolWithTag(security, 'rfeR');
    return STATUS_SUCCESS;
}
