/* verdict: wdm-allocation-failure de-return-helper-success-on-failure violated */
#include <wdm.h>

/* The descriptor stays with the driver, which starts without it. */
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static PVOID Refresh;
static PSECURITY_DESCRIPTOR security;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Refresh != NULL)
        ObDereferenceObject(Refresh);
    if (security != NULL)
        ExFreePoolWithTag(security, 'rfeR');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\Refresh");
    NTSTATUS status = STATUS_SUCCESS;
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
    return STATUS_SUCCESS; /* expect: wdm-allocation-failure */
}
