VOID Other(VOID)
{
}
