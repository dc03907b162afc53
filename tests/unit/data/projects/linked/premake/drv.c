NTSTATUS OpenDrv(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    return 0;
}
