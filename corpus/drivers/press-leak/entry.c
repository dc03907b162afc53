static VOID PressUnload(PDRIVER_OBJECT Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    DeviceFree();
    PagesFree();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    outcome result;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < count_of(Driver->MajorFunction); i++) {
        Driver->MajorFunction[i] = DeviceAnswer;
    }
    Driver->DriverUnload = PressUnload;
    attempt(PagesMake());
    attempt(DeviceMake(Driver));
done:
    return result; /* expect: wdm-release-on-failure */
}
