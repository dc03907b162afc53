#include <ntddk.h>
#include <wsk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD CourierUnload;

static const WSK_CLIENT_DISPATCH ClientDispatch = {MAKE_WSK_VERSION(1, 0), 0, NULL};
typedef struct _COURIER {
    LIST_ENTRY Sockets;
    WSK_REGISTRATION Registration;
} COURIER;

static COURIER *Courier;

VOID CourierUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    WskDeregister(&Courier->Registration);
    ExFreePool(Courier);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WSK_CLIENT_NPI client;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = CourierUnload;
    Courier = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*Courier), 'ruoC');
    if (Courier == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    client.ClientContext = NULL;
    client.Dispatch = &ClientDispatch;
    status = WskRegister(&client, &Courier->Registration);
    if (!NT_SUCCESS(status))
        ExFreePool(Courier);
    return status;
}
