#include <ntddk.h>
#include <wsk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD CourierUnload;

static const WSK_CLIENT_DISPATCH ClientDispatch = {MAKE_WSK_VERSION(1, 0), 0, NULL};
static WSK_REGISTRATION Registration;
static WSK_PROVIDER_NPI Provider;
static PVOID Buffer;

VOID CourierUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(Buffer);
    WskReleaseProviderNPI(&Registration);
    WskDeregister(&Registration);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WSK_CLIENT_NPI client;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = CourierUnload;
    client.ClientContext = NULL;
    client.Dispatch = &ClientDispatch;
    status = WskRegister(&client, &Registration);
    if (!NT_SUCCESS(status))
        return status;
    status = WskCaptureProviderNPI(&Registration, WSK_NO_WAIT, &Provider);
    if (!NT_SUCCESS(status))
        goto deregister;
    Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'ruoC');
    if (Buffer == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto deregister;
    }
    return STATUS_SUCCESS;

deregister:
    WskDeregister(&Registration);
    return status; /* expect: wsk-deregistered */
}
