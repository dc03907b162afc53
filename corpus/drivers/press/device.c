static PDEVICE_OBJECT g_Device;
static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Device\\Press");
static UNICODE_STRING g_Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Press");

static outcome DeviceAnswer(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static outcome DeviceMake(PDRIVER_OBJECT Driver)
{
    outcome result;

    attempt(IoCreateDevice(Driver, 0, &g_Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device));
    result = IoCreateSymbolicLink(&g_Link, &g_Name);
    if (!NT_SUCCESS(result)) {
        IoDeleteDevice(g_Device);
    }
done:
    return result;
}

static void DeviceFree(void)
{
    IoDeleteSymbolicLink(&g_Link);
    IoDeleteDevice(g_Device);
}
