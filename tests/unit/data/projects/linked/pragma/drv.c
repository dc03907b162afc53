#pragma comment(linker, "/ENTRY:WakeDrv")

NTSTATUS WakeDrv(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    return 0;
}
