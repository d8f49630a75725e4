load helper
@test "x" {
  source /tmp/subst.try/school.sh
  bash -x /tmp/subst.try/cmds.sh >&3 2>&3
}
