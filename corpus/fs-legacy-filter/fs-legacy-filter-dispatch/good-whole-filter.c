#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_DISPATCH Pass, Create;
static DRIVER_FS_NOTIFICATION OnFs;
static FAST_IO_CHECK_IF_POSSIBLE Check;
static PDEVICE_OBJECT g_Control;
static FAST_MUTEX g_Lock;
static PFAST_IO_DISPATCH g_Fast;
typedef struct _EXT {
    PDEVICE_OBJECT Lower;
} EXT, *PEXT;
NTSTATUS Pass(PDEVICE_OBJECT d, PIRP i)
{
    IoSkipCurrentIrpStackLocation(i);
    return IoCallDriver(((PEXT)d->DeviceExtension)->Lower, i);
}

NTSTATUS Create(PDEVICE_OBJECT d, PIRP i)
{
    return Pass(d, i);
}

static BOOLEAN Check(PFILE_OBJECT f, PLARGE_INTEGER o, ULONG l, BOOLEAN w, ULONG k, BOOLEAN r, PIO_STATUS_BLOCK s,
                     PDEVICE_OBJECT d)
{
    UNREFERENCED_PARAMETER(f);
    UNREFERENCED_PARAMETER(o);
    UNREFERENCED_PARAMETER(l);
    UNREFERENCED_PARAMETER(w);
    UNREFERENCED_PARAMETER(k);
    UNREFERENCED_PARAMETER(r);
    UNREFERENCED_PARAMETER(s);
    UNREFERENCED_PARAMETER(d);
    return FALSE;
}

static VOID OnFs(PDEVICE_OBJECT d, BOOLEAN active)
{
    PDEVICE_OBJECT mine;
    ExAcquireFastMutex(&g_Lock);
    if (active &&
        NT_SUCCESS(IoCreateDevice(g_Control->DriverObject, sizeof(EXT), NULL, d->DeviceType, 0, FALSE, &mine))) {
        if (NT_SUCCESS(IoAttachDeviceToDeviceStackSafe(mine, d, &((PEXT)mine->DeviceExtension)->Lower)))
            ClearFlag(mine->Flags, DO_DEVICE_INITIALIZING);
        else
            IoDeleteDevice(mine);
    }
    ExReleaseFastMutex(&g_Lock);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING n = RTL_CONSTANT_STRING(L"\\FileSystem\\Filters\\Probe");
    NTSTATUS s;
    ULONG i;
    FS_FILTER_CALLBACKS cb;
    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeFastMutex(&g_Lock);
    s = IoCreateDevice(DriverObject, 0, &n, FILE_DEVICE_DISK_FILE_SYSTEM, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Control);
    if (s == STATUS_OBJECT_PATH_NOT_FOUND) {
        RtlInitUnicodeString(&n, L"\\FileSystem\\Probe");
        s = IoCreateDevice(DriverObject, 0, &n, FILE_DEVICE_DISK_FILE_SYSTEM, FILE_DEVICE_SECURE_OPEN, FALSE,
                           &g_Control);
    }
    if (!NT_SUCCESS(s))
        return s;
    for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = Pass;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Create;
    g_Fast = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(FAST_IO_DISPATCH), 'tsaF');
    if (!g_Fast) {
        IoDeleteDevice(g_Control);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlZeroMemory(g_Fast, sizeof(FAST_IO_DISPATCH));
    g_Fast->SizeOfFastIoDispatch = sizeof(FAST_IO_DISPATCH);
    g_Fast->FastIoCheckIfPossible = Check;
    DriverObject->FastIoDispatch = g_Fast;
    RtlZeroMemory(&cb, sizeof cb);
    cb.SizeOfFsFilterCallbacks = sizeof cb;
    s = FsRtlRegisterFileSystemFilterCallbacks(DriverObject, &cb);
    if (NT_SUCCESS(s))
        s = IoRegisterFsRegistrationChange(DriverObject, OnFs);
    if (!NT_SUCCESS(s)) {
        DriverObject->FastIoDispatch = NULL;
        ExFreePool(g_Fast);
        IoDeleteDevice(g_Control);
        return s;
    }
    ClearFlag(g_Control->Flags, DO_DEVICE_INITIALIZING);
    return STATUS_SUCCESS;
}
