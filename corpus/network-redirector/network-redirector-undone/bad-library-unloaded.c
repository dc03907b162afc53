/* The library is taken down, and the registration with it forgotten; the table is filled by a macro of the kit. */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

#include <rx.h>

static MINIRDR_DISPATCH g_Dispatch;
static PRDBSS_DEVICE_OBJECT g_Device;
static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Device\\ProbeRedirector");
static PVOID g_Table;
static DRIVER_DISPATCH Dispatch;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return RxFsdDispatch((PRDBSS_DEVICE_OBJECT)DeviceObject, Irp);
}

static NTSTATUS Start(PRX_CONTEXT RxContext, PRDBSS_DEVICE_OBJECT DeviceObject)
{
    UNREFERENCED_PARAMETER(RxContext);
    UNREFERENCED_PARAMETER(DeviceObject);
    return STATUS_SUCCESS;
}

static NTSTATUS Stop(PRX_CONTEXT RxContext, PRDBSS_DEVICE_OBJECT DeviceObject)
{
    UNREFERENCED_PARAMETER(RxContext);
    UNREFERENCED_PARAMETER(DeviceObject);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Table);
    RxUnregisterMinirdr(g_Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    DriverObject->DriverUnload = Unload;
    status = RxDriverEntry(DriverObject, RegistryPath);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    ZeroAndInitializeNodeType(&g_Dispatch, RDBSS_NTC_MINIRDR_DISPATCH, sizeof(MINIRDR_DISPATCH));
    g_Dispatch.MRxStart = Start;
    g_Dispatch.MRxStop = Stop;
    status = RxRegisterMinirdr(&g_Device, DriverObject, &g_Dispatch, 0, &g_Name, 0, FILE_DEVICE_NETWORK_FILE_SYSTEM,
                               FILE_REMOTE_DEVICE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'lbaT');
    if (g_Table == NULL) {
        RxUnload(DriverObject);
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: network-redirector-undone */
    }
    return STATUS_SUCCESS;
}
