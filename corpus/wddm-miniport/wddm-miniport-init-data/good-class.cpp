#include <ntddk.h>
#include <dispmprt.h>

class Easel {
public:
    static NTSTATUS DriverEntry(DRIVER_OBJECT *Driver, UNICODE_STRING *Path);
    static NTSTATUS AddDevice(PDEVICE_OBJECT Device, PVOID *Context);
    static NTSTATUS Start(PVOID Context, PDXGK_START_INFO Info, PDXGKRNL_INTERFACE Kernel, PULONG Sources, PULONG Children);
    static NTSTATUS Stop(PVOID Context);
    static NTSTATUS Remove(PVOID Context);
    static VOID Unload();
    static NTSTATUS Query(HANDLE Adapter, const DXGKARG_QUERYADAPTERINFO *Info);
};

NTSTATUS Easel::DriverEntry(DRIVER_OBJECT *Driver, UNICODE_STRING *Path)
{
    DRIVER_INITIALIZATION_DATA data;

    memset(&data, 0, sizeof(data));
    data.Version = DXGKDDI_INTERFACE_VERSION;
    data.DxgkDdiAddDevice = Easel::AddDevice;
    data.DxgkDdiStartDevice = Easel::Start;
    data.DxgkDdiStopDevice = Easel::Stop;
    data.DxgkDdiRemoveDevice = Easel::Remove;
    data.DxgkDdiUnload = Easel::Unload;
    data.DxgkDdiQueryAdapterInfo = Easel::Query;
    return DxgkInitialize(Driver, Path, &data);
}

extern "C" NTSTATUS DriverEntry(DRIVER_OBJECT *DriverObject, UNICODE_STRING *RegistryPath)
{
    return Easel::DriverEntry(DriverObject, RegistryPath);
}
