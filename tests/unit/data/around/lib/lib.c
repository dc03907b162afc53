int Lib(void)
{
    return 1;
}
