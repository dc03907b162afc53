#include <ntddk.h>
#include <wsk.h>

DRIVER_INITIALIZE DriverEntry;

static const WSK_CLIENT_DISPATCH ClientDispatch = {MAKE_WSK_VERSION(1, 0), 0, NULL};
static WSK_REGISTRATION Registration;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WSK_CLIENT_NPI client;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    UNREFERENCED_PARAMETER(DriverObject);
    client.ClientContext = NULL;
    client.Dispatch = &ClientDispatch;
    status = WskRegister(&client, &Registration);
    if (!NT_SUCCESS(status))
        return status;
    return status; /* expect: wsk-deregistered */
}
